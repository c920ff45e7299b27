import styles from './spans.module.css';

/** Text whose spans (`7 d 1 min`) do not break over lines. */
export function WithSpans({ text }: { readonly text: string }) {
  return text.split(spans).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order.
      <span key={at} className={styles.unbroken}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}

const spans = /(\d+ (?:d|h|min|s)\b(?: \d+ (?:h|min|s)\b)*)/;
