/** The parts of the app manifest that are looked at here; the schema looks at all of it. */
export interface Manifest {
  readonly $schema: string;
  readonly manifestVersion: string;
  readonly version: string;
  readonly id: string;
  readonly localizationInfo: {
    readonly defaultLanguageTag: string;
    readonly additionalLanguages: readonly { readonly languageTag: string; readonly file: string }[];
  };
  readonly developer: Readonly<Record<'name' | 'websiteUrl' | 'privacyUrl' | 'termsOfUseUrl', string>>;
  readonly name: { readonly short: string; readonly full: string };
  readonly description: { readonly short: string; readonly full: string };
  readonly icons: { readonly color: string; readonly outline: string };
  readonly supportsChannelFeatures?: string;
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly commandLists: readonly { readonly scopes: readonly string[]; readonly commands: readonly Command[] }[];
  }[];
  readonly composeExtensions: readonly {
    readonly botId: string;
    readonly commands: readonly (Command & {
      readonly id: string;
      readonly type: string;
      readonly context: readonly string[];
      readonly fetchTask: boolean;
    })[];
  }[];
  readonly validDomains: readonly string[];
}

interface Command {
  readonly title: string;
  readonly description: string;
}

/** Every text of the manifest that a language file may replace, by the key that it has there. */
export function textsOf({ name, description, bots, composeExtensions }: Manifest): Map<string, string> {
  const texts = new Map([
    ['name.short', name.short],
    ['name.full', name.full],
    ['description.short', description.short],
    ['description.full', description.full],
  ]);
  const add = (at: string, commands: readonly Command[]) => {
    for (const [index, command] of commands.entries()) {
      texts.set(`${at}.commands[${index}].title`, command.title);
      texts.set(`${at}.commands[${index}].description`, command.description);
    }
  };
  for (const [index, bot] of bots.entries()) {
    for (const [list, { commands }] of bot.commandLists.entries())
      add(`bots[${index}].commandLists[${list}]`, commands);
  }
  for (const [index, { commands }] of composeExtensions.entries()) add(`composeExtensions[${index}]`, commands);
  return texts;
}
