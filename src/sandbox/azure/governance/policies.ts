// Microsoft.Authorization/policyAssignments and the definitions behind them.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, query, type Call, type Route } from '../call.ts';
import { armError } from '../errors.ts';
import type { Assignment, Definition, Estate } from '../estate/types.ts';
import { same } from '../fields.ts';
import { guidOf, subscription } from '../ids.ts';
import { page } from '../paging.ts';
import { groupRoute, subscriptionRoute } from '../scope.ts';
import { holdsAt, scopeOf } from './holds.ts';
import { initiativeName } from './seed.ts';

const base = 'providers/Microsoft.Authorization';

function definitionId(definition: Definition): string {
  const own = definition.builtIn ? '' : `/subscriptions/${subscription}`;
  return `${own}/${base}/policyDefinitions/${definition.name}`;
}

function assignedId(estate: Estate, assignment: Assignment): string {
  const definition = estate.definitions.get(assignment.definition);
  if (assignment.initiative || definition === undefined) return `/${base}/policySetDefinitions/${assignment.definition}`;
  return definitionId(definition);
}

function assignmentView(estate: Estate, assignment: Assignment): unknown {
  return {
    id: `${assignment.scope}/${base}/policyAssignments/${assignment.name}`,
    name: assignment.name,
    type: 'Microsoft.Authorization/policyAssignments',
    properties: {
      displayName: assignment.name,
      policyDefinitionId: assignedId(estate, assignment),
      scope: assignment.scope,
      notScopes: [],
      parameters: assignment.effect === null ? {} : { effect: { value: assignment.effect } },
      metadata: { createdBy: guidOf('policy/author') },
      enforcementMode: assignment.enforced ? 'Default' : 'DoNotEnforce',
    },
  };
}

function definitionView(definition: Definition): unknown {
  const parameters = { effect: { type: 'String', allowedValues: ['Audit', 'Deny', 'Disabled'], defaultValue: definition.effect } };
  return {
    id: definitionId(definition),
    name: definition.name,
    type: 'Microsoft.Authorization/policyDefinitions',
    properties: {
      displayName: definition.title,
      policyType: definition.builtIn ? 'BuiltIn' : 'Custom',
      mode: 'Indexed',
      parameters: definition.parameter ? parameters : {},
      policyRule: {
        if: { field: 'type', equals: 'Microsoft.Compute/virtualMachines' },
        then: { effect: definition.parameter ? "[parameters('effect')]" : definition.effect },
      },
    },
  };
}

function listAssignments(call: Call): SandboxResponse {
  const filter = query(call, '$filter');
  if (filter !== null && !same(filter.replaceAll(/\s/g, ''), 'atScope()')) return armError(400, 'InvalidFilterInQueryString', `The filter '${filter}' is not valid for policy assignments.`);
  const { estate } = call.state;
  const rows = [...estate.assignments.values()].filter((assignment) => holdsAt(assignment.scope, scopeOf(call)));
  return page(call, { rows, view: (row) => assignmentView(estate, row) });
}

function readDefinition(call: Call, builtIn: boolean): SandboxResponse {
  const name = param(call, 'definition');
  const found = [...call.state.estate.definitions.values()].find((definition) => definition.builtIn === builtIn && same(definition.name, name));
  if (found !== undefined) return ok(definitionView(found));
  return armError(404, 'PolicyDefinitionNotFound', `The policy definition '${name}' could not be found.`);
}

function readInitiative(call: Call): SandboxResponse {
  const name = param(call, 'definition');
  if (!same(name, initiativeName)) return armError(404, 'PolicySetDefinitionNotFound', `The policy set definition '${name}' could not be found.`);
  const members = [...call.state.estate.definitions.values()].filter((definition) => definition.builtIn);
  return ok({
    id: `/${base}/policySetDefinitions/${initiativeName}`,
    name: initiativeName,
    type: 'Microsoft.Authorization/policySetDefinitions',
    properties: {
      displayName: 'Security benchmark',
      policyType: 'BuiltIn',
      policyDefinitions: members.map((definition) => ({ policyDefinitionReferenceId: definition.name, policyDefinitionId: definitionId(definition), parameters: {} })),
    },
  });
}

/** Policy assignments at a scope, inherited ones included, and definitions by name. */
export const policyAssignmentRoutes: readonly Route[] = [
  subscriptionRoute('GET', `/${base}/policyAssignments`, listAssignments),
  groupRoute('GET', `/${base}/policyAssignments`, listAssignments),
  subscriptionRoute('GET', `/${base}/policyDefinitions/{definition}`, (call) => readDefinition(call, false)),
  { method: 'GET', path: `/${base}/policyDefinitions/{definition}`, handle: (call) => readDefinition(call, true) },
  { method: 'GET', path: `/${base}/policySetDefinitions/{definition}`, handle: readInitiative },
];
