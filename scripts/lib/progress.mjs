/** Says on `stream` what takes long, and for how long: at once (or after `quietForMs`), then every three seconds. */
export function createProgress({ stream = process.stdout, quietForMs = 0, everyMs = 3000 } = {}) {
  const say = (line) => stream.write(`${line}\n`);

  async function during(title, work, { detail = () => '', outcome = () => 'done', quietFor = quietForMs } = {}) {
    const startedAt = performance.now();
    const seconds = (digits) => `${((performance.now() - startedAt) / 1000).toFixed(digits)} s`;
    let ticker;
    const begin = () => {
      say(`${title}…`);
      ticker = setInterval(() => say(`${title}… ${seconds(0)}${detail()}`), everyMs);
    };
    const starter = quietFor > 0 ? setTimeout(begin, quietFor) : begin();
    try {
      const result = await work();
      if (ticker !== undefined) say(`${title}: ${outcome(result)} after ${seconds(1)}`);
      return result;
    } finally {
      clearTimeout(starter);
      clearInterval(ticker);
    }
  }

  return { say, during };
}
