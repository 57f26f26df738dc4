import type { Manifest } from '@tiepoint/protocol';
import { describeHost } from '../manifest/describe-host.ts';
import { makeManifest, type PhotoOfTask, type Provenance } from '../manifest/make-manifest.ts';
import type { Engine } from '../port/engine.ts';
import type { DoneEvent } from './follow-job.ts';
import type { MakingRecord } from './making-record.ts';
import { fileNameOf, type ModelOrder } from './model-order.ts';
import type { PlacedOutput } from './place-outputs.ts';

/** A finished model. */
export interface MadeFacts {
  order: ModelOrder;
  record: MakingRecord;
  done: DoneEvent;
  outputs: readonly PlacedOutput[];
}

/** The manifest of a finished model. */
export async function describeModel(
  { version, now }: { version: string; now: () => Date },
  engine: Engine,
  { order, record, done, outputs }: MadeFacts,
): Promise<Manifest> {
  const { name, title, version: engineVersion } = await engine.describe();
  const startedAt = new Date(record.startedAt);
  const provenance: Provenance = {
    engine: { name, title, version: engineVersion },
    host: describeHost(version),
    metaFiles: [...order.metaFiles],
  };
  return makeManifest({
    task: {
      id: record.workKey,
      state: 'Done',
      errorCode: null,
      error: null,
      startReason: null,
      fence: record.attempts,
      createdAt: startedAt,
      startedAt,
      endedAt: now(),
      options: order.options,
      steps: record.steps,
      result: done.result,
      provenance,
    },
    project: { id: record.workKey, name: order.name },
    photos: describeOrdered(order, done),
    outputs,
  });
}

function describeOrdered(order: ModelOrder, { leftOut = [] }: DoneEvent): PhotoOfTask[] {
  const reasons = new Map(leftOut.map(({ fileName, reason }) => [fileName, reason]));
  return order.photos.map(({ name, bytes, sha1, facts, fault }) => {
    const fileName = facts ? fileNameOf(`${sha1}`, facts.type) : name;
    return {
      imageId: name,
      name,
      fileName,
      sha1,
      size: bytes,
      width: facts?.width ?? null,
      height: facts?.height ?? null,
      fault: fault ?? null,
      leftOut: reasons.get(fileName) ?? null,
    };
  });
}
