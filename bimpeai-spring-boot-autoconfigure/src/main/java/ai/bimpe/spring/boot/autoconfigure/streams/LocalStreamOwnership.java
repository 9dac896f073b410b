package ai.bimpe.spring.boot.autoconfigure.streams;

/**
 * Every instance of the application owns all its streams.
 */
final class LocalStreamOwnership implements StreamOwnership {

	@Override
	public Claim claim(String key, Owner owner) {
		owner.granted();
		return () -> {
		};
	}

	@Override
	public String owner(String key) {
		return "local";
	}

}
