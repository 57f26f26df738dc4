import type { ProjectSummary } from '../api/fetch-projects.ts';
import { formatMoment, formatNumberOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/navigation.tsx';
import { Picture } from '../ui/picture.tsx';
import { ActivityBadge } from './activity-badge.tsx';
import { projectActivity } from './project-activity.ts';
import './project-list.css';
import { projectPath } from './project-path.ts';

/** The projects as cards. */
export function ProjectList({ projects }: { projects: readonly ProjectSummary[] }) {
  return (
    <ul className="project-list" data-testid="projects">
      {projects.map((project) => (
        <li key={project.id}>
          <Link className="project-card" href={projectPath(project.id)}>
            <span className="project-cover">
              {project.cover ? (
                <Picture src={project.cover} alt="" />
              ) : (
                <Icon name={project.importedState === 'Native' ? 'camera' : 'surface'} size={28} />
              )}
            </span>
            <span className="project-card-text">
              <span className="project-name">{project.name}</span>
              <span className="project-facts">
                {project.importedState === 'Native'
                  ? formatNumberOf(project.numImage, 'photo')
                  : 'Imported model'}{' '}
                · {formatMoment(project.date)}
              </span>
              <ActivityBadge activity={projectActivity(project)} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
