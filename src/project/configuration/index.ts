/** Theriac's own configuration: found, checked, and each value with its origin. */

export { configurationJsonSchema } from './json-schema.ts';
export type { ConfigurationError, Origin } from './layer.ts';
export { type Configuration, type ConfigurationRequest, type EffectiveSettings, loadConfiguration } from './load.ts';
export { type SettingName, type Settings, settingNames } from './settings.ts';
