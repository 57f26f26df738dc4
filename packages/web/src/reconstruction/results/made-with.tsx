import { useEffect, useState } from 'react';
import type { TaskOptions } from '../../api/fetch-project.ts';
import type { TaskDetails } from '../../api/fetch-task-details.ts';
import { Facts } from '../../ui/facts.tsx';
import { formatBytes, formatNumberOf } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { DetailsPart } from './details-part.tsx';
import './made-with.css';
import { optionList } from '../option-names.ts';
import type { TaskIds } from './use-task-details.ts';

/** Options, engine and machine of a task, and its manifest for download. */
export function MadeWith({ options, ...ids }: TaskIds & { options: TaskOptions }) {
  return (
    <DetailsPart ids={ids}>
      {({ manifest, manifestText }) => (
        <>
          <Facts facts={factsOf(options, manifest)} />
          {manifestText !== null && <ManifestLink text={manifestText} />}
        </>
      )}
    </DetailsPart>
  );
}

/** Created from loaded data: a link from the server would expire while the page stays open. */
function ManifestLink({ text }: { text: string }) {
  const [link, setLink] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    setLink(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return (
    <a className="button manifest-link" data-kind="plain" href={link} download="manifest.json">
      <Icon name="download" size={18} />
      manifest.json
    </a>
  );
}

function factsOf(options: TaskOptions, manifest: TaskDetails['manifest']): [name: string, value: string][] {
  const { engine = null, host = null } = manifest ?? {};
  const engineName = engine ? [engine.title, engine.version].filter(Boolean).join(' ') : options.engine;
  return [
    ...optionList(options, engineName),
    ...(host ? [['Machine', describeHost(host)] as [string, string]] : []),
  ];
}

function describeHost({
  hostname,
  cpu,
  cores,
  memoryBytes,
}: NonNullable<NonNullable<TaskDetails['manifest']>['host']>) {
  return `${hostname}: ${cpu}, ${formatNumberOf(cores, 'core')}, ${formatBytes(memoryBytes)} of memory`;
}
