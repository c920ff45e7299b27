/** Milliseconds: an instant since 1970-01-01T00:00:00Z, or a span. */
export type Millis = number;

export const second: Millis = 1000;
export const minute: Millis = 60 * second;
export const hour: Millis = 60 * minute;
export const day: Millis = 24 * hour;
