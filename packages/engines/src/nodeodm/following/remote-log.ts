import { appendFile } from 'node:fs/promises';
import { NodeRefusal, NodeUnreachable, withoutSecrets } from '../node/node-answers.ts';
import type { NodeOdmNode } from '../node/nodeodm-node.ts';
import type { Drive } from '../work/drive.ts';

const MAX_LINE_CHARACTERS = 2000;
/** More lines than this are emitted in parts. */
const LINES_AT_ONCE = 500;
const KEPT_LINES = 100;
/** Lines that explain a failure. */
const TELLING = /error|exception|not enough|cannot|can't|failed|killed|memory|no space/i;
const TELLING_LINES = 3;
const MAX_TAIL_CHARACTERS = 400;

/** The log of a task on its node, read incrementally. */
export class RemoteLog {
  readonly #drive: Drive;
  #last: string[] = [];

  constructor(drive: Drive) {
    this.#drive = drive;
  }

  /** Emits new lines; returns whether there were any. A log that can't be read is ignored. */
  async follow(node: NodeOdmNode): Promise<boolean> {
    const { work, state, signal, emit } = this.#drive;
    const { toldLines } = state.now;
    let lines: string[];
    try {
      lines = await node.taskOutput(work.uuid, toldLines, signal);
    } catch (error) {
      if (error instanceof NodeUnreachable || error instanceof NodeRefusal) return false;
      throw error;
    }
    if (lines.length === 0) return false;
    const clean = lines.map((line) => withoutSecrets(line).slice(0, MAX_LINE_CHARACTERS));
    await appendFile(work.logFile, `${clean.join('\n')}\n`);
    this.#last = [...this.#last, ...clean].slice(-KEPT_LINES);
    for (let at = 0; at < clean.length; at += LINES_AT_ONCE) {
      emit({ type: 'log', lines: clean.slice(at, at + LINES_AT_ONCE) });
    }
    await state.change({ toldLines: toldLines + lines.length });
    return true;
  }

  /** Starts again at the first line, for a restarted task. */
  async startOver(): Promise<void> {
    if (this.#drive.state.now.toldLines > 0) await this.#drive.state.change({ toldLines: 0 });
  }

  /** The last lines that may explain a failure, as one line; empty if there are none. */
  tail(): string {
    const said = this.#last.filter((line) => line !== '');
    const telling = said.filter((line) => TELLING.test(line));
    const lines = (telling.length > 0 ? telling : said).slice(-TELLING_LINES);
    return lines.join(' / ').slice(-MAX_TAIL_CHARACTERS);
  }
}
