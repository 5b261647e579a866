-- Did this profession meet this problem before? Asked with every sighting.
CREATE INDEX sighting_community ON sighting (problem, community);
