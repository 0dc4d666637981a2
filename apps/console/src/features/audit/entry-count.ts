export const entryCount = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "entry" : "entries"}`;
