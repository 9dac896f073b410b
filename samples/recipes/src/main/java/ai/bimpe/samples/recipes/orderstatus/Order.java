package ai.bimpe.samples.recipes.orderstatus;

import java.time.LocalDate;

/**
 * What the agent may know of an order. Nothing of the customer: whoever knows a number
 * can ask.
 *
 * @param number the number on the receipt
 * @param status where it is, in words that the agent can use
 * @param expected the day on which it arrives
 */
record Order(String number, String status, LocalDate expected) {

}
