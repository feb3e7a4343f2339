/** The inventory: every dependency of a repository, from every file that speaks about one. */
export * from './facts.ts';
export {
  type Inventory,
  type InventoryInput,
  type InventoryOptions,
  keepsForInventory,
  largestInventoryFile,
  type ReadFile,
  readInventory,
  wantsForInventory,
} from './read.ts';
