/** The newest part of the audit log: what a glance takes in. Asked for alike by the server and the browser. */
export const feedQuery = { limit: 20 };
