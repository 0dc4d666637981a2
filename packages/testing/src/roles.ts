/** The two roles of a database that holds nothing real, named as `start` names them. */
export const roles = {
  owner: { name: "portcullis_owner", password: "owner" },
  application: { name: "portcullis_app", password: "application" },
} as const;
