const PATHS = {
  back: 'M14.5 5.5 8 12l6.5 6.5',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14',
  reset: 'M5 12a7 7 0 1 0 2.3-5.2M5 4.5V8.5h4',
  expand: 'M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15',
  shrink: 'M9 4.5V9H4.5M19.5 9H15V4.5M15 19.5V15h4.5M4.5 15H9v4.5',
  surface: 'M3.5 16.5 9 8l4.5 5 2.5-3.5 4.5 7zM3.5 19.5h17',
  camera: 'M4 8h3l1.5-2.5h7L17 8h3v11H4zM12 16.2a3 3 0 1 0 0-6 3 3 0 0 0 0 6',
  points: 'M6 7h.01M12 5h.01M18 8h.01M8 12h.01M14.5 11h.01M19 14h.01M5 17h.01M11.5 17h.01M17 19h.01',
  aim: 'M12 3v4M12 17v4M3 12h4M17 12h4M12 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10',
  photo: 'M4 6h16v13H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.5h.01',
  done: 'M5.5 12.5 10 17l8.5-10',
  warning: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.01',
  link: 'M14 5h5v5M19 5l-8 8M10 6H5v13h13v-5',
} as const;

/** The names of the drawn icons. */
export type IconName = keyof typeof PATHS;

/** A line icon on a 24-unit grid, hidden from screen readers: the control around it has the name. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'points' ? 3 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
