/** How a person is called: by name, else by e-mail. Also `display_name` of the database; a test holds the two together. */
export function displayName(person: { firstName: string | null; lastName: string | null; email: string }): string {
  return [person.firstName, person.lastName].filter(Boolean).join(" ").trim() || person.email;
}
