import { answerTasks } from '../../local/threads/answer-tasks.ts';
import { keepOnlyPhotos } from './database.ts';
import type { FeatureTasks } from './feature-tasks.ts';

/* A thread for COLMAP's database, which can have gigabytes. */
answerTasks<FeatureTasks>({
  keepOnlyPhotos: ({ database, fileNames }) => ({ photos: keepOnlyPhotos(database, fileNames) }),
});
