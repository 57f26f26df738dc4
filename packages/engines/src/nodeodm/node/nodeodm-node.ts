import type { z } from 'zod';
import {
  begunSchema,
  errorIn,
  type NodeInfo,
  type NodeOption,
  NodeRefusal,
  NodeUnreachable,
  nodeInfoSchema,
  nodeOptionsSchema,
  successSchema,
  type TaskInfo,
  taskInfoSchema,
  taskOutputSchema,
} from './node-answers.ts';
import type { NodeAddress } from './nodeodm-addresses.ts';
import { postFiles } from './post-files.ts';

/** An option of ODM with its value. */
export interface OdmOption {
  name: string;
  value: string | number | boolean;
}

/** Time limits of requests. */
export interface NodeTimes {
  answerMs: number;
  /** Of an upload or a commit, including the node's answer. */
  uploadMs: number;
}

interface Message {
  method?: 'GET' | 'POST';
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: FormData | URLSearchParams;
  /** Files to send in place of a body. */
  paths?: readonly string[];
  signal: AbortSignal;
  timeoutMs?: number;
}

/** Limit of JSON answers; a task's output is the largest. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/**
 * The API of a node. Each method throws the signal's reason, NodeUnreachable or NodeRefusal; no error contains the
 * token.
 */
export class NodeOdmNode {
  readonly name: string;
  readonly #address: NodeAddress;
  readonly #times: NodeTimes;

  constructor(address: NodeAddress, times: NodeTimes) {
    this.name = address.name;
    this.#address = address;
    this.#times = times;
  }

  info(signal: AbortSignal): Promise<NodeInfo> {
    return this.#ask('/info', nodeInfoSchema, { signal });
  }

  options(signal: AbortSignal): Promise<NodeOption[]> {
    return this.#ask('/options', nodeOptionsSchema, { signal });
  }

  /** Creates a task that photos can be uploaded to; `outputs` are the paths of its archive. */
  async init(
    uuid: string,
    task: { name: string; options: OdmOption[]; outputs: readonly string[] },
    signal: AbortSignal,
  ): Promise<void> {
    const body = new FormData();
    body.set('name', task.name);
    body.set('options', JSON.stringify(task.options));
    body.set('outputs', JSON.stringify(task.outputs));
    // Tiles of the point cloud are not used here.
    body.set('skipPostProcessing', 'true');
    await this.#tell('/task/new/init', begunSchema, { headers: { 'set-uuid': uuid }, body, signal });
  }

  /** Uploads files, streamed from disk. */
  async upload(uuid: string, paths: readonly string[], signal: AbortSignal): Promise<void> {
    await this.#tell(`/task/new/upload/${uuid}`, successSchema, {
      paths,
      signal,
      timeoutMs: this.#times.uploadMs,
    });
  }

  /** Puts the task into the node's queue. */
  async commit(uuid: string, signal: AbortSignal): Promise<void> {
    // Older nodes answer after moving all photos.
    const timeoutMs = this.#times.uploadMs;
    await this.#tell(`/task/new/commit/${uuid}`, begunSchema, { signal, timeoutMs });
  }

  taskInfo(uuid: string, signal: AbortSignal): Promise<TaskInfo> {
    return this.#ask(`/task/${uuid}/info`, taskInfoSchema, { signal });
  }

  /** The output of the task, from a line on. */
  taskOutput(uuid: string, line: number, signal: AbortSignal): Promise<string[]> {
    return this.#ask(`/task/${uuid}/output`, taskOutputSchema, { query: { line: `${line}` }, signal });
  }

  async cancel(uuid: string, signal: AbortSignal): Promise<void> {
    await this.#tell('/task/cancel', successSchema, { body: new URLSearchParams({ uuid }), signal });
  }

  async restart(uuid: string, signal: AbortSignal): Promise<void> {
    await this.#tell('/task/restart', successSchema, { body: new URLSearchParams({ uuid }), signal });
  }

  async remove(uuid: string, signal: AbortSignal): Promise<void> {
    await this.#tell('/task/remove', successSchema, { body: new URLSearchParams({ uuid }), signal });
  }

  /** Opens the archive of results from a byte on; nodes without ranges start at the first (status 200). */
  async openResults(uuid: string, fromByte: number, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = fromByte > 0 ? { range: `bytes=${fromByte}-` } : {};
    const response = await this.#send(`/task/${uuid}/download/all.zip`, { headers, signal });
    const type = response.headers.get('content-type') ?? '';
    if (!/json|text/.test(type)) return response;
    const answer = await this.#readJson(response, signal);
    throw errorIn(answer) ?? this.#notANode();
  }

  async #tell(path: string, schema: z.ZodType, message: Omit<Message, 'method'>): Promise<void> {
    await this.#ask(path, schema, { method: 'POST', ...message });
  }

  async #ask<Answer>(path: string, schema: z.ZodType<Answer>, message: Message): Promise<Answer> {
    const answer = schema.safeParse(await this.#askAnything(path, message));
    if (!answer.success) throw this.#notANode(answer.error);
    return answer.data;
  }

  async #askAnything(path: string, message: Message): Promise<unknown> {
    const timeoutMs = message.timeoutMs ?? this.#times.answerMs;
    const signal = AbortSignal.any([message.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await this.#send(path, { ...message, signal });
      const answer = await this.#readJson(response, signal);
      const error = errorIn(answer);
      if (error) throw error;
      return answer;
    } catch (error) {
      message.signal.throwIfAborted();
      if (signal.aborted) throw new NodeUnreachable(`${this.name} does not answer in time`, { cause: error });
      throw error;
    }
  }

  async #send(path: string, message: Message): Promise<Response> {
    const { method = 'GET', query, headers, body, paths, signal } = message;
    const { url, token } = this.#address;
    const search = new URLSearchParams({ ...query, ...(token !== undefined && { token }) });
    const target = `${url}${path}${search.size > 0 ? `?${search}` : ''}`;
    let response: Response;
    try {
      response = paths
        ? await postFiles(target, { field: 'images', paths }, signal)
        : await fetch(target, { method, headers, body, signal });
    } catch (error) {
      signal.throwIfAborted();
      throw new NodeUnreachable(`${this.name} can't be reached (${causeOf(error)})`, { cause: error });
    }
    if (response.ok) return response;
    await response.body?.cancel().catch(() => {});
    if (response.status === 401) throw new NodeRefusal('token', 'Unauthorized');
    throw new NodeUnreachable(`${this.name} answers with HTTP ${response.status}`);
  }

  async #readJson(response: Response, signal: AbortSignal): Promise<unknown> {
    let bytes: Buffer | undefined;
    try {
      bytes = await readAtMost(response, MAX_ANSWER_BYTES);
    } catch (error) {
      signal.throwIfAborted();
      throw new NodeUnreachable(`${this.name} interrupted its answer (${causeOf(error)})`, { cause: error });
    }
    if (!bytes) throw this.#notANode();
    try {
      return JSON.parse(bytes.toString('utf8')) as unknown;
    } catch (error) {
      throw this.#notANode(error);
    }
  }

  #notANode(cause?: unknown): NodeUnreachable {
    return new NodeUnreachable(`${this.name} does not answer as a NodeODM node`, { cause });
  }
}

/** The body; undefined if it is larger. */
async function readAtMost(response: Response, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The cause of fetch's "fetch failed", such as ECONNREFUSED. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
