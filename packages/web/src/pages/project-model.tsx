import type { Api } from '@tiepoint/client';
import { useCallback, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { type CameraPhoto, fetchCameraPhoto } from '../api/fetch-camera-photo.ts';
import { type Download, fetchProject, type Project } from '../api/fetch-project.ts';
import { type QueryState, useQuery } from '../api/use-query.ts';
import { stepThrough } from '../images/photo-order.ts';
import { PhotoPanel } from '../images/photo-panel.tsx';
import type { SceneLinks } from '../viewer/load-scene.ts';
import { ModelViewer } from '../viewer/model-viewer.tsx';

/** The newest model of the project in the viewer, with the photo of the selected camera beside it. */
export function ProjectModel({ project }: { project: Project }) {
  const api = useApi();
  const [attempt, setAttempt] = useState(0);
  const [filenames, setFilenames] = useState<readonly string[]>([]);
  const [filename, setFilename] = useState<string | null>(null);
  const photo = useCameraPhoto(project.id, filename);

  const step = useCallback(
    (by: 1 | -1) => setFilename((current) => current && (stepThrough(filenames, current, by) ?? null)),
    [filenames],
  );
  const takeFilenames = (found: readonly string[]) => {
    setFilenames(found);
    // A newer model may lack the camera.
    setFilename((current) => (current !== null && found.includes(current) ? current : null));
  };
  const close = useCallback(() => setFilename(null), []);
  return (
    <ModelViewer
      key={`${versionOf(project.downloads)} ${attempt}`}
      fetchLinks={(signal) => fetchLinks(api, project.id, signal)}
      selected={filename === null ? null : { filename, photoUrl: photo.data?.thumbs[1] ?? null }}
      onSelect={setFilename}
      onCameras={takeFilenames}
      onRetry={() => setAttempt(attempt + 1)}
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
  const api = useApi();
  return useQuery(`${id}/${filename ?? ''}`, {
    load: async (signal) => (filename === null ? null : fetchCameraPhoto(api, { id, filename }, signal)),
  });
}

/** Changes with new files, but not with new links to the same files. */
function versionOf(downloads: readonly Download[]): string {
  return downloads.map(({ name, size, mtime }) => `${name} ${size} ${mtime}`).join();
}

async function fetchLinks(api: Api, id: string, signal: AbortSignal): Promise<SceneLinks> {
  const downloads = (await fetchProject(api, { id }, signal))?.downloads ?? [];
  return {
    // Models of older servers, and those that can't be packed, have only the plain file.
    model: linkOf(downloads, 'model-web.glb') ?? linkOf(downloads, 'model.glb'),
    tileset: tilesetOf(downloads),
    points: linkOf(downloads, 'points.ply'),
    cameras: linkOf(downloads, 'cameras.json'),
  };
}

function tilesetOf(downloads: readonly Download[]): SceneLinks['tileset'] {
  const found = downloads.find(({ name }) => name === 'model.3tz');
  return found ? { url: found.link, size: found.size } : null;
}

function linkOf(downloads: readonly Download[], name: string): string | null {
  return downloads.find((download) => download.name === name)?.link ?? null;
}
