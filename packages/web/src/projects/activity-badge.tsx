import './activity-badge.css';
import { activityLabels, type ProjectActivity } from './project-activity.ts';

/** How a project stands, in two words and a dot. */
export function ActivityBadge({ activity }: { activity: ProjectActivity }) {
  return (
    <span className="activity-badge" data-activity={activity} data-testid="activity">
      {activityLabels[activity]}
    </span>
  );
}
