package ai.bimpe.samples.recipes.restaurant;

/**
 * What came of a message that asked for a table.
 *
 * @param messageId the id of the message
 * @param answer what the customer is told
 * @param answered whether the customer has been told
 */
record Booking(String messageId, String answer, boolean answered) {

}
