/** Characters of the free words that an administrator leaves with a deactivation. */
export const reasonMaxLength = 500;
