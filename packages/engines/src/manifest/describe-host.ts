import { availableParallelism, cpus, hostname, machine, release, totalmem, type } from 'node:os';
import type { ManifestHost } from '@tiepoint/protocol';

/** This machine, as manifests tell of it; `version` is that of this program. */
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
