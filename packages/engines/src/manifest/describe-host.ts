import { availableParallelism, cpus, hostname, machine, release, totalmem, type } from 'node:os';
import type { ManifestHost } from '@tiepoint/protocol';

/** This machine, for manifests; `version` is that of Tiepoint. */
export function describeHost(version: string): ManifestHost {
  return {
    hostname: hostname(),
    os: `${type()} ${release()} ${machine()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.version,
    tiepoint: version,
  };
}
