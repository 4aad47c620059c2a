/** Before a recording: what the portal's terms say of robots. A person's hand does the visit, but the recorder looks at pages by itself. */
import { mayAutomate, type PortalRegister } from '../../../config/registers.ts';
import { UsageError } from '../../failure.ts';

/** @throws UsageError unless somebody has read the terms and they, or a consent, let a robot in: then no browser is opened. */
export function requireTerms(name: string, register: PortalRegister | undefined): asserts register {
  if (register && mayAutomate(register)) return;
  const file = `config/portals/${name}.json`;
  throw new UsageError(
    register
      ? `Nothing is opened: by ${file} the terms of "${name}" let no robot in, or nobody has read them. Read them and say there what they allow.`
      : `Nothing is opened: nobody has said what the terms of "${name}" allow. Start with "claimwright portal new ${name}", read them, and say it in ${file}.`,
  );
}
