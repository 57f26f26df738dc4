import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { fetchPhotos, type PhotoList, type PhotoOrder } from '../api/fetch-photos.ts';
import type { Project } from '../api/fetch-project.ts';
import { changesPhotos } from '../api/read-news.ts';
import { useQuery } from '../api/use-query.ts';
import { type PhotoFilter, PhotoFilterBar } from '../images/photo-filter.tsx';
import { PhotoGrid } from '../images/photo-grid.tsx';
import { PhotoProgress } from '../images/photo-progress.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';

/** Photos of each kind on the page initially, and at most: the server's limit per page. */
const PHOTOS_SHOWN = { first: 60, most: 1000 };
/** Interval between two loads of the photos while they arrive, for a short list and a long one. */
const PHOTOS_INTERVAL_MS = { short: 1000, long: 3000 };

interface ProjectPhotosProps {
  project: Project;
  /** `among`: ids of the displayed photos, in order. */
  onOpenPhoto: (id: string, among: readonly string[]) => void;
}

/** The photos of a project with their verdicts: all of them, or those of one kind. */
export function ProjectPhotos({ project, onOpenPhoto }: ProjectPhotosProps) {
  const api = useApi();
  const [filter, setFilter] = useState<PhotoFilter>('all');
  const [order, setOrder] = useState<PhotoOrder>('Registered');
  const [first, setFirst] = useState(PHOTOS_SHOWN.first);
  const { data, error } = useQuery(project.id, {
    load: (signal) => fetchPhotos(api, { id: project.id, first, order }, signal),
    changedBy: changesPhotos,
    spacingMs: first > PHOTOS_SHOWN.first ? PHOTOS_INTERVAL_MS.long : PHOTOS_INTERVAL_MS.short,
    revision: `${first} ${order}`,
  });
  const shown = data ? data.invalid.length + data.ready.length + data.waiting.length : 0;
  const complete = data !== undefined && shown === data.totalCount;
  const choose = (chosen: PhotoFilter) => {
    setFilter(chosen);
    // A short list is shown in full.
    if (chosen !== 'all') setFirst(PHOTOS_SHOWN.most);
  };
  return (
    <>
      <PhotoProgress counts={project.imageCounts} total={project.numImage} />
      <PhotoFilterBar
        filter={filter}
        counts={countsOf(project, complete ? data : undefined)}
        onFilter={choose}
        order={order}
        onOrder={setOrder}
      />
      {data && <PhotoGrid photos={data} filter={filter} onOpen={onOpenPhoto} />}
      {data && !complete && first < PHOTOS_SHOWN.most && (
        <Button onClick={() => setFirst(PHOTOS_SHOWN.most)}>Show more photos</Button>
      )}
      {data && !complete && first === PHOTOS_SHOWN.most && (
        <p className="project-hint">The first {formatCount(first)} of each kind are shown.</p>
      )}
      {error && (
        <Notice tone="bad">
          <p>{error.message}</p>
        </Notice>
      )}
    </>
  );
}

function countsOf(
  { numImage, imageCounts }: Project,
  photos: PhotoList | undefined,
): Record<PhotoFilter, number | undefined> {
  const countOf = (wanted: string) => imageCounts.find(({ state }) => state === wanted)?.count ?? 0;
  return {
    all: numImage,
    ready: countOf('Ready'),
    warned: photos?.ready.filter(({ warnings }) => warnings.length > 0).length,
    invalid: countOf('Invalid'),
  };
}
