import type { englishStats } from '../en/stats.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What `stats` tells. Days are a number of days up to now; durations arrive in words. */
export function germanStats({ count, form, number }: Formats): Worded<ReturnType<typeof englishStats>> {
  return {
    statsTitle: 'Anträge in Zahlen',
    statsPeriod: ({ days, opened, ended }) =>
      `Letzte ${number(days)} Tage: ${number(opened)} gestellt, ${number(ended)} beendet.`,
    statsNothingEnded: ({ days }) => `In den letzten ${number(days)} Tagen ist kein Antrag zu Ende gegangen.`,
    statsCountedSince: ({ day }) => `Gezählt seit ${day}. Was davor war, ist nicht enthalten.`,
    statsDryRuns: ({ weekDays, week, monthDays, month }) =>
      `Probeläufe sind nicht enthalten: ${number(week)} beendet in den letzten ${number(weekDays)} Tagen, ${number(month)} in den letzten ${number(monthDays)}.`,
    statsNotes: {
      times: 'Die Hälfte dauerte höchstens so lange wie der Median, neun von zehn höchstens wie das 90. Perzentil.',
      precision: 'Zeiten sind um höchstens ein Zehntel gerundet. Tage sind ganze Tage in UTC, heute zählt mit.',
    },
    statsDays: ({ days }) => count(days, { one: 'Letzter Tag', other: 'Letzte # Tage' }),
    statsColumn: ({ days }) => count(days, { one: '# Tag', other: '# Tage' }),
    statsNone: '–',

    statsOutcomes: 'Wie Anträge endeten',
    statsOutcomeColumn: 'Ergebnis',
    statsOutcome: {
      verified: 'Nachgewiesen',
      partlyVerified: 'Teilweise nachgewiesen',
      unverified: 'Nicht nachgewiesen',
      failed: 'Fehlgeschlagen',
      rejected: 'Abgelehnt',
      expired: 'Abgelaufen',
      withdrawn: 'Zurückgezogen',
    },
    statsBar: ({ name, value }) => `${name}: ${value}`,

    statsTimes: 'Wie lange es dauerte',
    statsTimeColumn: 'Zeit',
    statsTime: {
      timeToDecide: { median: 'Bis zur Entscheidung: Median', p90: 'Bis zur Entscheidung: 90. Perzentil' },
      timeToProof: { median: 'Bis zum Nachweis: Median', p90: 'Bis zum Nachweis: 90. Perzentil' },
    },
    statsTimeChart: {
      timeToDecide: {
        second: 'Zeit bis zur Entscheidung, in Sekunden',
        minute: 'Zeit bis zur Entscheidung, in Minuten',
        hour: 'Zeit bis zur Entscheidung, in Stunden',
        day: 'Zeit bis zur Entscheidung, in Tagen',
      },
      timeToProof: {
        second: 'Zeit bis zum Nachweis, in Sekunden',
        minute: 'Zeit bis zum Nachweis, in Minuten',
        hour: 'Zeit bis zum Nachweis, in Stunden',
        day: 'Zeit bis zum Nachweis, in Tagen',
      },
    },
    statsMedianBar: ({ days, time }) => `Median, letzte ${number(days)} Tage: ${time}`,
    statsP90Bar: ({ days, time }) => `90. Perzentil, letzte ${number(days)} Tage: ${time}`,
    /** A duration may end in an abbreviation, so none stands before the full stop. */
    statsTimesSpoken: {
      timeToDecide: ({ days, median, p90 }) =>
        `Zeit bis zur Entscheidung: Median ${median}, 90. Perzentil ${p90} in den letzten ${number(days)} Tagen.`,
      timeToProof: ({ days, median, p90 }) =>
        `Zeit bis zum Nachweis: Median ${median}, 90. Perzentil ${p90} in den letzten ${number(days)} Tagen.`,
    },

    statsEmails: 'Was die Postfächer zeigen',
    statsEmailColumn: 'E-Mails',
    statsTold: 'An Microsoft Defender gesendet',
    statsProven: 'Nachgewiesen',
    statsShare: 'Nachgewiesener Anteil',
    statsProvenPart: ({ emails }) => `Nachgewiesen: ${number(emails)}`,
    statsUnprovenPart: ({ emails }) => `Nicht nachgewiesen: ${number(emails)}`,
    statsShareBar: ({ days, share }) => `Letzte ${number(days)} Tage: ${share} nachgewiesen`,
    statsShareSpoken: ({ days, share, proven, told }) =>
      form(told, {
        one: `Nachgewiesener Anteil in den letzten ${number(days)} Tagen: ${share}, ${number(proven)} von ${number(told)} E-Mail.`,
        other: `Nachgewiesener Anteil in den letzten ${number(days)} Tagen: ${share}, ${number(proven)} von ${number(told)} E-Mails.`,
      }),
  };
}
