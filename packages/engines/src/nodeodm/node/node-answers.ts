import { z } from 'zod';

/*
 * What a node answers. Protocol: https://github.com/OpenDroneMap/NodeODM/blob/master/docs/index.adoc
 */

/** A transient error: the node can't be reached, or something else answers at its address. */
export class NodeUnreachable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NodeUnreachable';
  }
}

/** The kind of a refusal. */
export type RefusalKind = 'token' | 'unknownTask' | 'other';

/** The node refused a request; the message is the node's own. */
export class NodeRefusal extends Error {
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string) {
    super(message);
    this.name = 'NodeRefusal';
    this.kind = kind;
  }
}

/** Codes of a task's status. */
export const STATUS_CODES = { queued: 10, running: 20, failed: 30, completed: 40, cancelled: 50 } as const;

/** Of `GET /info`. Memory in bytes; null and undefined mean unknown or unlimited. */
export const nodeInfoSchema = z.object({
  version: z.string(),
  engine: z.string().nullish(),
  engineVersion: z.string().nullish(),
  taskQueueCount: z.number(),
  maxParallelTasks: z.number().nullish(),
  maxImages: z.number().nullish(),
  totalMemory: z.number().nullish(),
  availableMemory: z.number().nullish(),
});

/** Of `GET /options`: an option of tasks and its values. */
export const nodeOptionsSchema = z.array(
  z.object({ name: z.string(), type: z.string(), domain: z.union([z.string(), z.array(z.unknown())]) }),
);

/** Of `GET /task/{uuid}/info`. `progress` goes from 0 to 100; `processingTime` is -1 before the start. */
export const taskInfoSchema = z.object({
  status: z.object({ code: z.number(), errorMessage: z.string().optional() }),
  progress: z.number().optional(),
  processingTime: z.number().nullish(),
});

/** Of `GET /task/{uuid}/output`. */
export const taskOutputSchema = z.array(z.string());

/** Of requests that start a task. */
export const begunSchema = z.object({ uuid: z.string() });

/** Of commands and uploads. */
export const successSchema = z.object({ success: z.literal(true) });

export type NodeInfo = z.infer<typeof nodeInfoSchema>;
export type NodeOption = z.infer<typeof nodeOptionsSchema>[number];
export type TaskInfo = z.infer<typeof taskInfoSchema>;

const refusalSchema = z.object({ error: z.string().min(1) });

/** Errors of ClusterODM while its nodes are unreachable or busy. */
const NOT_NOW =
  /proxy redirect error|no nodes? (are |is )?(online|available)|^exception$|maximum number of concurrent|slow down/i;
/** NodeODM: "… not found", "Invalid uuid (not found)"; ClusterODM: "Invalid route for taskId …", "no longer exists". */
const UNKNOWN_TASK = /not found|invalid route|no longer exists|invalid uuid|no such file/i;
const BAD_TOKEN = /authentication token|unauthorized/i;
const MAX_MESSAGE_CHARACTERS = 300;

/** The error in an answer, if any: nodes refuse with status 200 and an `error`. */
export function errorIn(answer: unknown): NodeRefusal | NodeUnreachable | undefined {
  const refusal = refusalSchema.safeParse(answer);
  if (!refusal.success) return undefined;
  const message = withoutSecrets(refusal.data.error).slice(0, MAX_MESSAGE_CHARACTERS);
  if (NOT_NOW.test(message)) return new NodeUnreachable(message);
  if (BAD_TOKEN.test(message)) return new NodeRefusal('token', message);
  return new NodeRefusal(UNKNOWN_TASK.test(message) ? 'unknownTask' : 'other', message);
}

/** A text of the node without tokens, which ClusterODM repeats in some messages, and without control characters. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/\btoken=[^&\s"']*/gi, 'token=…')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
