/** Each login: may it sign in, what comes due for it, when it was used. */
import { Badge, Group, Text } from '@mantine/core';
import type { LoginsReport } from '../api/reports-schema.ts';
import { Figure } from './report-figure.tsx';
import { Loaded } from './report-loaded.tsx';
import { dayIn, momentIn, whole } from './report-words.ts';
import { csvAddress, type ReportPlace } from './reports-api.ts';

type Login = LoginsReport['logins'][number];

const HEALTH: Record<Login['health'], [word: string, color: string]> = {
  ok: ['Works', 'gray'],
  due: ['Due soon', 'orange'],
  spent: ['May not sign in', 'red'],
  paused: ['Paused', 'red'],
};

export default function LoginsPage({ place }: { place: ReportPlace }) {
  return (
    <Loaded<LoginsReport> place={place} isNow>
      {({ logins, timeZone }) => (
        <Figure
          title="Logins now"
          help="Passwords left: how often one may still be sent before a person must look, so that the portal never locks the login. New password, last use and confirmation: the days that the portal’s own rules ask for."
          columns={[
            { label: 'Login', of: ({ title, label }) => `${title}: ${label}` },
            { label: 'Health', of: (login: Login) => healthOf(login, timeZone) },
            { label: 'Passwords left', of: ({ budgetLeft }) => whole(budgetLeft), isNumber: true },
            { label: 'New password by', of: ({ passwordBy }) => dayIn(passwordBy, timeZone), isNumber: true },
            { label: 'Use by', of: ({ useBy }) => dayIn(useBy, timeZone), isNumber: true },
            { label: 'Confirm user by', of: ({ confirmBy }) => dayIn(confirmBy, timeZone), isNumber: true },
            {
              label: 'Last signed in',
              of: ({ usedAt }) => (usedAt ? momentIn(usedAt, timeZone) : 'never'),
              isNumber: true,
            },
            { label: 'Sign-ins', of: ({ signIns }) => whole(signIns), isNumber: true },
            {
              label: 'Look-ups today',
              of: ({ lookupsToday, dailyCap }) =>
                `${whole(lookupsToday)}${dailyCap === null ? '' : ` of ${whole(dailyCap)}`}`,
              isNumber: true,
            },
          ]}
          rows={logins}
          keyOf={({ id }) => id}
          csv={csvAddress(place)}
          empty="No login is stored yet; add one with “claimwright login add”."
        />
      )}
    </Loaded>
  );
}

function healthOf({ health, why, pausedAt }: Login, timeZone: string) {
  const [word, color] = HEALTH[health];
  return (
    <Group gap="xs" wrap="nowrap">
      <Badge color={color} variant={health === 'ok' ? 'outline' : 'light'} size="sm" w="max-content" className="fixed">
        {word}
      </Badge>
      {why && (
        <Text span size="xs">
          {why}
          {pausedAt && `, since ${momentIn(pausedAt, timeZone)}`}
        </Text>
      )}
    </Group>
  );
}
