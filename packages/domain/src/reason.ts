/** Characters of the free words that an administrator leaves with the deactivation of a user or a device. */
export const reasonMaxLength = 500;
