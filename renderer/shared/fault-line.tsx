import styles from './sheet.module.css';

/** What went wrong, where it was asked for; read aloud when it comes. */
export function FaultLine({ fault, after }: { readonly fault: string | undefined; readonly after?: string }) {
  return (
    <div role="alert" className={styles.alert}>
      {fault !== undefined && (
        <div className={styles.fault}>
          <p>{fault}</p>
          {after !== undefined && <p className={styles.soft}>{after}</p>}
        </div>
      )}
    </div>
  );
}
