/** What COLMAP says of its own build. */
export interface ColmapVersion {
  /** For example `3.8` or `4.1.0`. */
  number: string;
  /** Built to use NVIDIA's GPUs. */
  cuda: boolean;
}

/**
 * Reads the head of `colmap help`: `COLMAP 3.8 -- Structure-from-Motion …` and `(Commit … with CUDA)`. Undefined
 * where the text is not COLMAP's.
 */
export function readVersion(help: string): ColmapVersion | undefined {
  const number = /^COLMAP (\d[\w.-]*)/m.exec(help)?.[1];
  return number === undefined ? undefined : { number, cuda: /\bwith CUDA\b/.test(help) };
}

/** The commands that `colmap help` lists; empty where it lists none. */
export function readCommands(help: string): ReadonlySet<string> {
  const list = help.split(/^Available commands:\s*$/m)[1] ?? '';
  return new Set([...list.matchAll(/^ {2}(\w+)\s*$/gm)].map(([, name = '']) => name));
}

/** The options that a command's `-h` prints (`--Mapper.num_threads arg (=-1)`), without the dashes. */
export function readOptions(help: string): ReadonlySet<string> {
  return new Set([...help.matchAll(/^\s*(?:-\w \[ )?--([\w.]+)/gm)].map(([, name = '']) => name));
}
