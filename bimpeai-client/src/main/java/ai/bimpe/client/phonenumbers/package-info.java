/**
 * Phone numbers of the team, and orders for new ones.
 */
@NullMarked
package ai.bimpe.client.phonenumbers;

import org.jspecify.annotations.NullMarked;
