/** How a person is called: by name, else by e-mail. */
export function personName(person: { firstName: string | null; lastName: string | null; email: string }): string {
  return [person.firstName, person.lastName].filter(Boolean).join(" ") || person.email;
}
