const minute = 60_000;

/** How long a person may take from the client's button to the end, in real milliseconds. */
export const personMayTake = 5 * minute;

/**
 * How long the provider keeps a page that waits for its person, and the client its callback address after the end, in
 * real milliseconds. A form that comes late finds an explanation at one of the two, never a dead port.
 */
export const pageStaysFor = personMayTake + minute;
