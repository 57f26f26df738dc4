/** Programs see no secrets of the server, and no display (COLMAP aborts when it looks for one). */
export const PROGRAM_ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  QT_QPA_PLATFORM: 'offscreen',
  // Threads that wait for each other spin a little: long spins cost a busy machine seven times the work, none at
  // all makes the mesher ten times slower on a quiet one.
  GOMP_SPINCOUNT: '1000',
};
