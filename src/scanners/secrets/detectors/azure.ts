/** Credentials of Microsoft Azure. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'azure',
  name: 'Microsoft Azure',
  access: 'acts in the Azure subscription or tenant',
  revoke:
    'In the Azure portal rotate the key (Access keys → Rotate) or delete the client secret under App registrations → Certificates & secrets, and read the sign-in and activity logs.',
  reference: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage',
  detectors: [
    {
      rule: 'azure-ad-client-secret',
      title: 'Azure Entra client secret',
      kind: 'token',
      keywords: ['q~'],
      pattern: '[A-Za-z0-9_~.]{3}[0-9]{1}Q~[A-Za-z0-9_~.-]{31,34}',
    },
    {
      rule: 'azure-storage-key',
      title: 'Azure storage account key',
      kind: 'token',
      pattern: 'AccountKey=[A-Za-z0-9+/]{86}==',
      check: 'azure-key',
      severity: 'critical',
      secretAfter: 'AccountKey=',
      ignoreCase: true,
    },
    {
      rule: 'azure-shared-access-key',
      title: 'Azure shared access key',
      kind: 'token',
      pattern: 'SharedAccessKey=[A-Za-z0-9+/]{42,43}=',
      secretAfter: 'SharedAccessKey=',
      ignoreCase: true,
    },
    {
      rule: 'azure-function-key',
      title: 'Azure Functions key',
      kind: 'token',
      keywords: ['azfu'],
      pattern: '[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==',
    },
    {
      rule: 'azure-identifiable-key',
      title: 'Azure key with its service mark',
      kind: 'token',
      keywords: ['aiot', '+asb', '+aeh', '+arm', '+aba', '+amc', '+ast', 'acdb', 'azca', 'azse'],
      pattern:
        '[A-Za-z0-9+/]{33,76}(?:AIoT|\\+ASb|\\+AEh|\\+ARm|\\+ABa|\\+AMC|\\+ASt|ACDb|AzCa|AzSe|APIM|ACR)[A-Za-z0-9+/]{5}[AQgw]={1,2}',
      entropy: 4,
    },
    {
      rule: 'azure-devops-token',
      title: 'Azure DevOps personal access token',
      kind: 'token',
      keywords: ['azdo'],
      pattern: '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}',
    },
    {
      rule: 'azure-sas-signature',
      title: 'Azure shared access signature',
      kind: 'token',
      pattern: 'sig=[A-Za-z0-9%/+]{40,64}(?:%3D|=)',
      secretAfter: 'sig=',
      context: ['se=', 'sv='],
      entropy: 3.8,
    },
    {
      rule: 'azure-openai-key',
      title: 'Azure AI services key',
      kind: 'token',
      keywords: ['jqqj99'],
      pattern: '[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{10}[A-Za-z0-9]{1,8}AAAB[A-Za-z0-9+/=]{4,12}',
    },
    {
      rule: 'azure-key-beside-name',
      title: 'Azure key beside its name',
      kind: 'named',
      keywords: ['azure', 'cosmos', 'servicebus'],
      pattern: '(?:[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=)',
      check: 'azure-key',
    },
  ],
};
