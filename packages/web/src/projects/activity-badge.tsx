import './activity-badge.css';
import { ACTIVITY_LABELS, type ProjectActivity } from './project-activity.ts';

/** The state of a project, in two words and a dot. */
export function ActivityBadge({ activity }: { activity: ProjectActivity }) {
  return (
    <span className="activity-badge" data-activity={activity} data-testid="activity">
      {ACTIVITY_LABELS[activity]}
    </span>
  );
}
