/** The only room that touches files, git, processes, sockets, the clock, the terminal and workers. */
export * from './file-system.ts';
