import { sayInstant, sayTime, sayWeekdayTime } from '../../app/time/calendar.ts';
import { day, hour, type Millis, minute, second } from '../../app/time/instant.ts';

const two = (amount: number) => String(amount).padStart(2, '0');

/** What is left, for a column that counts down: `6 d 23 h`, `5 h 03 min`, `42 min 09 s`, `9 s`. */
export function sayLeft(left: Millis): string {
  const whole = Math.max(0, Math.ceil(left / second) * second);
  if (whole >= day) {
    const hours = Math.floor((whole % day) / hour);
    return `${Math.floor(whole / day)} d${hours === 0 ? '' : ` ${hours} h`}`;
  }
  if (whole >= hour) return `${Math.floor(whole / hour)} h ${two(Math.floor((whole % hour) / minute))} min`;
  if (whole >= minute) return `${Math.floor(whole / minute)} min ${two(Math.floor((whole % minute) / second))} s`;
  return `${Math.floor(whole / second)} s`;
}

/** The exact instant, for a title. */
export function sayExactly(at: Millis): string {
  return `${sayInstant(at)} UTC`;
}

/** `Mon 09:00:41`. */
export function sayWeekdayTimeExactly(at: Millis): string {
  return `${sayWeekdayTime(at).slice(0, 3)} ${sayTime(at)}`;
}

/** A sentence with its figures taken out: two that differ in figures only say the same thing aloud. */
export function withoutFigures(text: string): string {
  return text.replaceAll(/\d+([.:]\d+)*( (d|h|min|s)\b)?/g, '#').replaceAll(/#( #)+/g, '#');
}
