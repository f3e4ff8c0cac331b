import { dateTime, formTypes, text, words, yesNo, type Field, type Fields } from '../../parameters';

/** What both directories can be narrowed by. */
const ofOrganizations: Fields = {
	categories: words('Categories', 'Only organizations of these categories'),
	cities: words('Cities', 'Only organizations in these cities', 'e.g. Bordeaux, Nantes'),
	departments: words('Departments', 'Only organizations in these departments'),
	description: text('Description', 'Text in the description of the organization'),
	fiscalReceiptEligibility: yesNo(
		'Fiscal Receipt Eligibility',
		'Whether the organization must be able to give tax receipts',
	),
	linkedPartners: words('Linked Partners', 'Only organizations linked to these partners'),
	name: text('Name', 'Text in the name of the organization'),
	regions: words('Regions', 'Only organizations in these regions'),
	types: words('Types', 'Only organizations of these types', 'e.g. Association1901'),
	zipCodes: words('Zip Codes', 'Only organizations with these postal codes', 'e.g. 33000, 44000'),
};

/** What the directory of organizations can be narrowed by; several filters must all be met. */
export const directoryOrganizationFilters: Fields = {
	...ofOrganizations,
	internalTags: words('Internal Tags', 'Only organizations with these internal tags'),
	tags: words('Tags', 'Only organizations with these public tags'),
};

/** What the directory of forms can be narrowed by; several filters must all be met. */
export const directoryFormFilters: Fields = {
	formActivityType: words('Activity Types', 'Only these kinds of activity'),
	formCities: words('Form Cities', 'Only forms in these cities', 'e.g. Bordeaux, Nantes'),
	formCountries: words('Form Countries', 'Only forms in these countries'),
	formDepartments: words('Form Departments', 'Only forms in these departments'),
	formDescription: text('Form Description', 'Text in the description of the form'),
	formEndDateMax: dateTime('Form Ends Before', 'Only forms that end before this moment'),
	formEndDateMin: dateTime('Form Ends From', 'Only forms that end from this moment on'),
	formHasRemainingEntries: yesNo('Has Remaining Entries', 'Whether places must be left'),
	formInternalTags: words('Form Internal Tags', 'Only forms with these internal tags'),
	formIsFree: yesNo('Is Free', 'Whether the form must be free'),
	formName: text('Form Name', 'Text in the name of the form'),
	formPublicationStartDateMax: dateTime(
		'Published Before',
		'Only forms published before this moment',
	),
	formPublicationStartDateMin: dateTime(
		'Published From',
		'Only forms published from this moment on',
	),
	formPublicTags: words('Form Public Tags', 'Only forms with these public tags'),
	formRegions: words('Form Regions', 'Only forms in these regions'),
	formStartDateMax: dateTime('Form Starts Before', 'Only forms that start before this moment'),
	formStartDateMin: dateTime('Form Starts From', 'Only forms that start from this moment on'),
	formTypes,
	formZipCodes: words('Form Zip Codes', 'Only forms with these postal codes', 'e.g. 33000, 44000'),
	...Object.fromEntries(Object.entries(ofOrganizations).map(ofTheFormsOrganization)),
};

/** `cities` of organizations is `organizationCities` of forms. */
function ofTheFormsOrganization([name, field]: [string, Field]): [string, Field] {
	const { property } = field;
	const displayName = `Organization ${property.displayName}`;
	const prefixed = `organization${name[0].toUpperCase()}${name.slice(1)}`;
	return [prefixed, { ...field, property: { ...property, displayName } }];
}
