import { appendFile } from 'node:fs/promises';
import { NodeRefusal, NodeUnreachable, withoutSecrets } from '../node/node-answers.ts';
import type { NodeOdmNode } from '../node/nodeodm-node.ts';
import type { Drive } from '../work/drive.ts';

const MAX_LINE_CHARACTERS = 2000;
/** A task that says more at once is told in parts. */
const LINES_AT_ONCE = 500;
const KEPT_LINES = 100;
/** Lines that tell why something has failed. */
const TELLING = /error|exception|not enough|cannot|can't|failed|killed|memory|no space/i;
const TELLING_LINES = 3;
const MAX_TAIL_CHARACTERS = 400;

/** What a task says on its node, read bit by bit and told on. */
export class RemoteLog {
  readonly #drive: Drive;
  #last: string[] = [];

  constructor(drive: Drive) {
    this.#drive = drive;
  }

  /** Tells what is new; true where something is. That it can't be read at present is no matter. */
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

  /** The task begins to speak from the first line again. */
  async startOver(): Promise<void> {
    if (this.#drive.state.now.toldLines > 0) await this.#drive.state.change({ toldLines: 0 });
  }

  /** What the task has said that may tell why it failed, on one line; empty where it said nothing. */
  tail(): string {
    const said = this.#last.filter((line) => line !== '');
    const telling = said.filter((line) => TELLING.test(line));
    const lines = (telling.length > 0 ? telling : said).slice(-TELLING_LINES);
    return lines.join(' / ').slice(-MAX_TAIL_CHARACTERS);
  }
}
