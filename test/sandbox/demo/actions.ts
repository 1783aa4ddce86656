import { z } from 'zod';
import { languages } from '../../../src/languages.ts';
import type { Tenant } from '../tenant-types.ts';
import { type Controls, graphModes } from './controls.ts';
import { createMessageDialogs } from './message-dialogs.ts';

/** One button of the page: takes the posted JSON, answers JSON. */
export type Action = (body: Record<string, unknown>) => Promise<unknown>;

const person = z.enum(['ana', 'ben', 'lea', 'eve', 'gus']);
const clickBody = z.strictObject({
  as: person,
  postId: z.string(),
  verb: z.string(),
  inputs: z.record(z.string(), z.string()),
  data: z.record(z.string(), z.unknown()),
});
const sayBody = z.strictObject({
  as: person,
  text: z.string().trim().min(1).max(4_000),
  where: z.enum(['channel', 'personal']),
  inThread: z.string().optional(),
});
const dialogBody = z.strictObject({
  as: person,
  postId: z.string(),
  inputs: z.record(z.string(), z.string()).default({}),
});
const languageBody = z.strictObject({ of: person, language: z.enum(languages) });
const alertBody = z.strictObject({ sample: z.union([z.literal(0), z.literal(1), z.literal(2)]) });

export function createActions(tenant: Tenant, controls: Controls): Readonly<Record<string, Action>> {
  const dialogs = createMessageDialogs(tenant);
  return {
    async click(body) {
      const click = clickBody.parse(body);
      const deliveries = await tenant.teams.click({ ...click, times: controls.takeTimes(), activityIds: 'same' });
      return { deliveries };
    },
    async say(body) {
      const { text, as, where, inThread } = sayBody.parse(body);
      return tenant.teams.say(text, { as, where, ...(inThread ? { inThread } : {}) });
    },
    async alert(body) {
      return { status: await controls.sendAlert(alertBody.parse(body).sample) };
    },
    async campaign() {
      return { status: await controls.sendCampaign() };
    },
    async more() {
      return { status: await controls.sendMore() };
    },
    async reported() {
      return { status: await controls.sendReported() };
    },
    async named() {
      return controls.sendNamed();
    },
    async burst() {
      return { sent: await controls.sendBurst() };
    },
    async help() {
      return { postId: dialogs.askForHelp().id };
    },
    async 'open-dialog'(body) {
      const { as, postId } = dialogBody.parse(body);
      return dialogs.open(as, postId);
    },
    async 'submit-dialog'(body) {
      const { as, postId, inputs } = dialogBody.parse(body);
      return dialogs.submit(as, postId, inputs);
    },
    async language(body) {
      const { of, language } = languageBody.parse(body);
      controls.setLanguage(of, language);
    },
    async hurry(body) {
      await controls.setHurried(z.boolean().parse(body['on']));
    },
    async graph(body) {
      controls.setGraph(z.enum(graphModes).parse(body['mode']));
    },
    async twice(body) {
      controls.setTwice(z.boolean().parse(body['on']));
    },
    async crash() {
      await controls.crash();
    },
  };
}
