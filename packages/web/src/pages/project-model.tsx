import { useCallback, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { type CameraPhoto, fetchCameraPhoto } from '../api/fetch-camera-photo.ts';
import type { Download, Project } from '../api/fetch-project.ts';
import { type QueryState, useQuery } from '../api/use-query.ts';
import { stepThrough } from '../images/photo-order.ts';
import { PhotoPanel } from '../images/photo-panel.tsx';
import { ModelViewer } from '../viewer/model-viewer.tsx';

type ProjectModelProps = {
  project: Project;
  /** The files could not be loaded: their links may be too old. */
  onLinksExpired: () => void;
};

/** The newest model of the project in the viewer, with the photo of the selected camera beside it. */
export function ProjectModel({ project, onLinksExpired }: ProjectModelProps) {
  const [attempt, setAttempt] = useState(0);
  const [filenames, setFilenames] = useState<readonly string[]>([]);
  const [filename, setFilename] = useState<string | null>(null);
  const photo = useCameraPhoto(project.id, filename);

  const step = useCallback(
    (by: 1 | -1) => setFilename((current) => current && (stepThrough(filenames, current, by) ?? null)),
    [filenames],
  );
  const close = useCallback(() => setFilename(null), []);
  const retry = () => {
    onLinksExpired();
    setAttempt(attempt + 1);
  };
  return (
    <ModelViewer
      key={`${versionOf(project.downloads)} ${attempt}`}
      files={{
        model: linkOf(project.downloads, 'model.glb'),
        points: linkOf(project.downloads, 'points.ply'),
        cameras: linkOf(project.downloads, 'cameras.json'),
      }}
      selected={filename === null ? null : { filename, photoUrl: photo.data?.thumbs[1] ?? null }}
      onSelect={setFilename}
      onCameras={setFilenames}
      onRetry={retry}
    >
      {(flyTo) =>
        filename !== null && (
          <PhotoPanel
            photo={photo.data}
            error={photo.error}
            number={filenames.indexOf(filename) + 1}
            total={filenames.length}
            onStep={step}
            onFly={() => flyTo(filename)}
            onClose={close}
          />
        )
      }
    </ModelViewer>
  );
}

function useCameraPhoto(id: string, filename: string | null): QueryState<CameraPhoto | null> {
  const client = useApi();
  return useQuery(`${id}/${filename ?? ''}`, {
    load: async (signal) => (filename === null ? null : fetchCameraPhoto(client, { id, filename }, signal)),
  });
}

/** Changes when a reconstruction has made new files, and not when only the links are fresh. */
function versionOf(downloads: readonly Download[]): string {
  return downloads.map(({ name, size, mtime }) => `${name} ${size} ${mtime}`).join();
}

function linkOf(downloads: readonly Download[], name: string): string | null {
  return downloads.find((download) => download.name === name)?.link ?? null;
}
