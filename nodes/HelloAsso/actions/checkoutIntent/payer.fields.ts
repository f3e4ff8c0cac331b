import { addressFields, day, text } from '../../parameters';

/** What fills the payment form in beforehand. */
export const payerFields = {
	...addressFields,
	companyName: text('Company Name', 'Name of the company, if one pays'),
	dateOfBirth: day('Date of Birth', 'The payer must be an adult'),
	email: text('Email', 'E-mail address', 'e.g. camille@example.org'),
	firstName: text('First Name', 'First name, different from the last name'),
	lastName: text('Last Name', 'Family name'),
};
