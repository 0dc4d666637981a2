/** The newest part of the trail: what a glance takes in. Asked for alike by the server and the browser. */
export const feedQuery = { limit: 20 };
