/** Addresses that several pages lead to. */
export const LOGIN_PATH = '/portal/login';
export const DELIVERY_PATH = '/portal/mfa/delivery';
export const CODE_PATH = '/portal/mfa/code';
export const HOME_PATH = '/portal/home';
