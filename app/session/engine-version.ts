/** Of events and state. What another version wrote can't be folded; it goes up whenever their shape does. */
export const engineVersion = 6;
