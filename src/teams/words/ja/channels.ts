import type { ChannelFilter } from '../../../approval/routing.ts';
import type { AlertsElsewhere } from '../../../workflow/steps.ts';
import type { englishChannels } from '../en/channels.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What now goes where, after `alerts here` and `alerts off`. */
export function japaneseChannels({ number, sentences }: Formats): Worded<ReturnType<typeof englishChannels>> {
  return {
    channelBound: ({ takes, waiting, elsewhere }) =>
      sentences([
        taken(takes, elsewhere),
        ...(takes.source === undefined && takes.minSeverity === undefined ? [] : [others(elsewhere)]),
        ...(waiting === 0 ? [] : [`これまで待機していたアラート: ${number(waiting)} 件。`]),
      ]),
    channelUnbound: ({ elsewhere: { restBoundBy, chosen } }) => {
      if (restBoundBy !== undefined) {
        return `今後、このチャネルにアラートは届きません。既存のカードはそのまま残ります。アラートは ${restBoundBy} が選んだチャネルに届きます。`;
      }
      return chosen === 0
        ? '今後、このチャネルにアラートは届きません。既存のカードはそのまま残ります。アラートの送信先はまだありません。送信先にするチャネルで「alerts here」と入力してください。'
        : '今後、このチャネルにアラートは届きません。既存のカードはそのまま残ります。ほかのチャネルの対象にならないアラートの送信先はまだありません。送信先にするチャネルで「alerts here」と入力してください。';
    },
    channelWasNotBound: 'このチャネルにはアラートが届いていなかったため、何も変わりません。',
  };
}

type MinSeverity = NonNullable<ChannelFilter['minSeverity']>;

const severityFrom: Record<MinSeverity, (source: string) => string> = {
  medium: (source) => `${source} からの重大度「中」と「高」のアラートは、今後このチャネルに届きます。`,
  high: (source) => `${source} からの重大度「高」のアラートは、今後このチャネルに届きます。`,
};

const severity: Record<MinSeverity, string> = {
  medium: '重大度「中」と「高」のアラートは、今後このチャネルに届きます。',
  high: '重大度「高」のアラートは、今後このチャネルに届きます。',
};

const restOfSeverity: Record<MinSeverity, string> = {
  medium: '先にほかのチャネルの対象にならない限り、重大度「中」と「高」のアラートは、今後このチャネルに届きます。',
  high: '先にほかのチャネルの対象にならない限り、重大度「高」のアラートは、今後このチャネルに届きます。',
};

function taken({ source, minSeverity }: ChannelFilter, { restBoundBy, chosen }: AlertsElsewhere): string {
  if (source !== undefined && minSeverity !== undefined) return severityFrom[minSeverity](source);
  if (source !== undefined) return `${source} からのアラートは、今後このチャネルに届きます。`;
  if (minSeverity !== undefined) return chosen === 0 ? severity[minSeverity] : restOfSeverity[minSeverity];
  if (restBoundBy !== undefined) {
    return `新しいアラートは、今後このチャネルに届きます。${restBoundBy} が選んだチャネルには届かなくなります。`;
  }
  return chosen === 0
    ? '新しいアラートは、今後このチャネルに届きます。'
    : 'ほかのチャネルの対象にならない新しいアラートは、今後このチャネルに届きます。';
}

function others({ restBoundBy, chosen }: AlertsElsewhere): string {
  if (restBoundBy !== undefined) return `それ以外はすべて ${restBoundBy} が選んだチャネルに届きます。`;
  return chosen === 0
    ? 'それ以外の送信先はまだありません。送信先にするチャネルで「alerts here」と入力してください。'
    : 'どのチャネルの対象にもならないアラートは待機します。送信先にするチャネルで「alerts here」と入力してください。';
}
