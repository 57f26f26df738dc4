import type { SurveySettings } from '../capture/survey.ts';

/** A countryside under a drone, or a courtyard around a walker. */
export type SceneName = 'landscape' | 'courtyard';

/** What determines a scene: the same settings make the same pixels. */
export interface SceneSettings extends SurveySettings {
  scene: SceneName;
}
