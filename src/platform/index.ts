/** The only room that touches files, git, processes, sockets, the clock, the terminal and workers. */
export { breathe, breatheFor, monotonic, today } from './clock.ts';
export { disk, toSlashes } from './disk.ts';
export * from './file-system.ts';
export {
  blobId,
  type GitChange,
  type GitCommand,
  type GitRun,
  type GitTreeEntry,
  readGit,
  readTree,
  resolveCommit,
  stagedFiles,
  startGit,
} from './git.ts';
export { findGit, type GitFolders } from './git-facts.ts';
export { type GitObject, readGitObjects } from './git-objects.ts';
export { pathMatcher } from './glob.ts';
export { type HttpRequest, type HttpResponse, sendHttp } from './http.ts';
export { type MemoryEntry, memoryFileSystem } from './memory.ts';
export { comparePaths, fileName, isInside, joinPath, parentFolder } from './paths.ts';
export { type FileServer, serveFiles } from './serve-files.ts';
export { runWithin } from './time-guard.ts';
export { cacheFolder, dataFolder, type Lock, takeLock } from './user-folders.ts';
export {
  defaultExcludes,
  type WalkedFile,
  type WalkIssue,
  type WalkOptions,
  type WalkResult,
  walk,
} from './walk.ts';
export { readStandardInput, writeFile } from './write-file.ts';
