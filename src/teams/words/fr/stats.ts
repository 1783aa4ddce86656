import type { englishStats } from '../en/stats.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What `stats` tells. Days are a number of days up to now; durations arrive in words. */
export function frenchStats({ count, number }: Formats): Worded<ReturnType<typeof englishStats>> {
  return {
    statsTitle: 'Les demandes en chiffres',
    statsPeriod: ({ days, opened, ended }) =>
      `Demandes des ${number(days)} derniers jours : ouvertes ${number(opened)}, terminées ${number(ended)}.`,
    statsNothingEnded: ({ days }) => `Aucune demande ne s’est terminée au cours des ${number(days)} derniers jours.`,
    statsCountedSince: ({ day }) => `Décompte depuis le ${day}. Ce qui précède n’est pas compris.`,
    statsDryRuns: ({ weekDays, week, monthDays, month }) =>
      `Les simulations ne sont pas comprises ; terminées au cours des ${number(weekDays)} derniers jours : ${number(week)}, au cours des ${number(monthDays)} derniers : ${number(month)}.`,
    statsNotes: {
      times: 'La moitié n’a pas dépassé la médiane, neuf sur dix n’ont pas dépassé le 90e centile.',
      precision:
        'Les durées sont arrondies, d’un dixième au plus. Les jours sont des jours entiers en UTC, y compris aujourd’hui.',
    },
    statsDays: ({ days }) => count(days, { one: 'Dernier jour', other: '# derniers jours' }),
    statsColumn: ({ days }) => count(days, { one: '# jour', other: '# jours' }),
    statsNone: '–',

    statsOutcomes: 'Issue des demandes',
    statsOutcomeColumn: 'Issue',
    statsOutcome: {
      verified: 'Vérifiée',
      partlyVerified: 'Partiellement vérifiée',
      unverified: 'Non vérifiée',
      failed: 'En échec',
      rejected: 'Rejetée',
      expired: 'Expirée',
      withdrawn: 'Retirée',
    },
    statsBar: ({ name, value }) => `${name} : ${value}`,

    statsTimes: 'Durées',
    statsTimeColumn: 'Durée',
    statsTime: {
      timeToDecide: { median: 'Délai de décision : médiane', p90: 'Délai de décision : 90e centile' },
      timeToProof: { median: 'Délai de confirmation : médiane', p90: 'Délai de confirmation : 90e centile' },
    },
    statsTimeChart: {
      timeToDecide: {
        second: 'Délai de décision, en secondes',
        minute: 'Délai de décision, en minutes',
        hour: 'Délai de décision, en heures',
        day: 'Délai de décision, en jours',
      },
      timeToProof: {
        second: 'Délai de confirmation, en secondes',
        minute: 'Délai de confirmation, en minutes',
        hour: 'Délai de confirmation, en heures',
        day: 'Délai de confirmation, en jours',
      },
    },
    statsMedianBar: ({ days, time }) => `Médiane, ${number(days)} derniers jours : ${time}`,
    statsP90Bar: ({ days, time }) => `90e centile, ${number(days)} derniers jours : ${time}`,
    statsTimesSpoken: {
      timeToDecide: ({ days, median, p90 }) =>
        `Délai de décision au cours des ${number(days)} derniers jours : médiane ${median}, 90e centile ${p90}.`,
      timeToProof: ({ days, median, p90 }) =>
        `Délai de confirmation au cours des ${number(days)} derniers jours : médiane ${median}, 90e centile ${p90}.`,
    },

    statsEmails: 'Ce que montrent les boîtes aux lettres',
    statsEmailColumn: 'E-mails',
    statsTold: 'Envoyés à Microsoft Defender',
    statsProven: 'Confirmés',
    statsShare: 'Part vérifiée',
    statsProvenPart: ({ emails }) => `Confirmés : ${number(emails)}`,
    statsUnprovenPart: ({ emails }) => `Non confirmés : ${number(emails)}`,
    statsShareBar: ({ days, share }) => `${number(days)} derniers jours : ${share} confirmés`,
    statsShareSpoken: ({ days, share, proven, told }) =>
      `Part vérifiée au cours des ${number(days)} derniers jours : ${share} des e-mails, soit ${number(proven)} sur ${number(told)}.`,
  };
}
