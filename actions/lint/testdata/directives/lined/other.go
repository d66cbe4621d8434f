package lined
